from solver import Solver


def main(config):
    solver = Solver(config)
    if config.mode == "train":
        solver.train()
    else:
        solver.test()


if __name__ == "__main__":  # lens
    main(parse())
