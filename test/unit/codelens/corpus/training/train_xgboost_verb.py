from models.boosting import train_xgboost

train_xgboost("a.csv")  # lens
