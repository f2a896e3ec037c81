from ignite.engine import create_supervised_trainer


def run(epochs):
    engine = create_supervised_trainer(model, optimizer, loss)
    engine.run(loader, max_epochs=epochs)


if __name__ == "__main__":  # lens
    run(3)
