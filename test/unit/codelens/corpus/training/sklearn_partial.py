from sklearn.linear_model import SGDClassifier


def main():
    m = SGDClassifier()
    for chunk in chunks():
        m.partial_fit(*chunk)


if __name__ == "__main__":  # lens
    main()
