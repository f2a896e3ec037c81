import xgboost
from lab.bases import EarlyStopping


class Boosted(EarlyStopping):
    def make(self):
        return xgboost.XGBRegressor(max_depth=3)

    def work(self, model, x, y):
        model.fit(x, y)


if __name__ == "__main__":  # lens
    Boosted("out").run()
