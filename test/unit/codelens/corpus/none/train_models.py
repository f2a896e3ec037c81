from sklearn.ensemble import RandomForestClassifier


class Trainer:
    def train(self, x, y):
        return RandomForestClassifier().fit(x, y)


if __name__ == "__main__":
    print("Use Trainer to train.")
