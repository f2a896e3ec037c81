import gym
from dqn_agent import Agent

env, agent = gym.make("LunarLander-v2"), Agent(8, 4, 0)
agent.load("best.pth")
for episode in range(10):
    state, done = env.reset(), False
    while not done:
        state, reward, done, _ = env.step(agent.act(state))
