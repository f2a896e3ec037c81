from federated.framework import Federation


def main():
    federation = Federation(clients)
    for turn in range(5):
        federation.train_continual_round(turn)


if __name__ == "__main__":  # lens
    main()
