from agents.Trainer import Trainer

if __name__ == "__main__":  # lens
    trainer = Trainer(config, [DDPG, HIRO])
    trainer.run_games_for_agents()
