import gymnasium as gym
from ddpg import DDPG


def main():
    env, agent = gym.make("Pendulum-v1"), DDPG()
    for episode in range(200):
        play(env, agent)
        agent.update()


if __name__ == "__main__":  # lens
    main()
