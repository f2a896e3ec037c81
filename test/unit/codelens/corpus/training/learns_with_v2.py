from stable_baselines import PPO2

model = PPO2("MlpPolicy", env)
model.learn(15000000)  # lens
