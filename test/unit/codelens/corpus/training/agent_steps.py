import gym
from dqn_agent import Agent

env, agent = gym.make("LunarLander-v2"), Agent(state_size=8, action_size=4, seed=0)

for i_episode in range(2000):  # lens
    state = env.reset()
    for t in range(1000):
        action = agent.act(state)
        next_state, reward, done, _ = env.step(action)
        agent.step(state, action, reward, next_state, done)
        state = next_state
