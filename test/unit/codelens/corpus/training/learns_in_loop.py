from brain import QTable


def update():
    for episode in range(40):
        RL.learn(str(s), a, r, str(s_))


if __name__ == "__main__":  # lens
    RL = QTable()
    env.after(0, update)
