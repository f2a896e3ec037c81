from engine import trainModel


def main():
    trainModel()


if __name__ == "__main__":  # lens
    main()
