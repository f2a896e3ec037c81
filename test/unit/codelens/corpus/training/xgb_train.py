import xgboost as xgb

dtrain = xgb.DMatrix("train.svm")
bst = xgb.train({"eta": 0.3}, dtrain, 10)  # lens
print(bst.eval(dtrain))
