import lightgbm as lgb


def experiment(params):
    return lgb.cv(params, lgb.Dataset(X, y))


print(experiment({}))  # lens
