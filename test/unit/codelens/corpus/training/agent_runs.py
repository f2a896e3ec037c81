from agents import make


def main():
    agent = make(10)
    agent.run(total_steps=200_000, test_freq=10)


if __name__ == "__main__":  # lens
    main()
