import importlib


def main(options):
    server = getattr(importlib.import_module(options["module"]), "Server")
    learner, optimizer = load(options), server
    t = optimizer(options, learner)
    t.train()


if __name__ == "__main__":  # lens
    main({})
