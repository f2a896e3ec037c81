from project.logger import log
from project.pipeline.stage_04_trainer import ModelTrainingPipeline

try:  # lens
    pipeline = ModelTrainingPipeline()
    pipeline.main()
except Exception as error:
    log(error)
