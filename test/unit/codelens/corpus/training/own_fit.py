class Adaboost:
    def fit(self, X, y):
        self.rules = [best(X, y) for _ in range(5)]


def main():
    clf = Adaboost()
    clf.fit(X_train, y_train)


if __name__ == "__main__":  # lens
    main()
