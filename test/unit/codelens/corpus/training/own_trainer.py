from rlib.trainers import *


class SyncDDQN(SyncMultiEnvTrainer):
    pass


def main():
    DDQN = SyncDDQN()
    DDQN.train()


if __name__ == "__main__":  # lens
    main()
