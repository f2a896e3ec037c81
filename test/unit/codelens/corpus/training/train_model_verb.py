from pipeline import train_model, load


if __name__ == "__main__":  # lens
    train_model(load("a.csv"))
