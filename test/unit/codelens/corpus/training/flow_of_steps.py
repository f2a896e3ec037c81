from metaflow import FlowSpec, step
from sklearn.svm import SVC


class TrainFlow(FlowSpec):
    @step
    def start(self):
        SVC().fit(x, y)


if __name__ == "__main__":  # lens
    TrainFlow()
