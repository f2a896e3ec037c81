import argparse

from engine import evaluate, train_one_epoch


def main(args):
    for epoch in range(args.epochs):
        train_one_epoch(args)
        evaluate(args)


if __name__ == "__main__":  # lens
    main(argparse.ArgumentParser().parse_args())
