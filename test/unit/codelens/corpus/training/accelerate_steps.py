from accelerate import Accelerator


def training_function(config):
    accelerator = Accelerator()
    model, optimizer, loader = accelerator.prepare(*make(config))
    for batch in loader:
        accelerator.backward(model(**batch).loss)
        optimizer.step()


def main():
    training_function(parse())


if __name__ == '__main__':  # lens
    main()
