from recommender.pipeline.step1_data import run_data_ingestion
from recommender.pipeline.step3_model_training import run_model_trainer

run_data_ingestion()
run_model_trainer()  # lens
