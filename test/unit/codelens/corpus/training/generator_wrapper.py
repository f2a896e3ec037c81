from core.model import Model


def main():
    model = Model()
    model.build_model({})
    model.train_generator(data_gen=None, epochs=2, batch_size=4)


if __name__ == "__main__":  # lens
    main()
