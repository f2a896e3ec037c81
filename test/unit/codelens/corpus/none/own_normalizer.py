import pandas as pd
from sklearn.preprocessing import StandardScaler


class Normalizer:
    def fit(self, frame):
        scaler = self._make_scaler()
        scaler.fit(frame)
        return self

    def _make_scaler(self):
        return StandardScaler()

    def fit_transform(self, frame):
        return self.fit(frame).transform(frame)


if __name__ == "__main__":
    print(Normalizer().fit_transform(pd.read_csv("train.csv")))
