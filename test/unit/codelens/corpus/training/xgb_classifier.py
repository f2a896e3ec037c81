from xgboost import XGBClassifier
XGBClassifier(n_estimators=5).fit(X, y)  # lens
