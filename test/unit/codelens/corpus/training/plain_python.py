import random


def train(epochs):
    weight = 0.0
    for epoch in range(epochs):
        weight -= 0.1 * (weight - random.random())
    return weight


def main():
    print(train(30))


if __name__ == "__main__":  # lens
    main()
