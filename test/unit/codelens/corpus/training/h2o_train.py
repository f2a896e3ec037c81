import h2o
from h2o.estimators import H2OGradientBoostingEstimator

h2o.init()
frame = h2o.import_file("a.csv")
gbm = H2OGradientBoostingEstimator(ntrees=20)
gbm.train(x=["a"], y="b", training_frame=frame)  # lens
