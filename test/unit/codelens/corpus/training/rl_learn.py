from stable_baselines3 import PPO

model = PPO("MlpPolicy", "CartPole-v1")
model.learn(total_timesteps=10_000)  # lens
