/** Names of folders and files that say what is in them, and not of which run: tools' own, and people's habits. */
export const contentNames =
  /^(?:results?|outputs?|tf|tb|tensorboard|tf_logs|tb_logs|weights|checkpoints?|logs?|events?|metrics|history|files|vis_data)$/i;

/** What loggers call the folder in which they count their runs, where they are told no name. */
export const loggerNames = /^(?:lightning|csv|tb|tensorboard)_logs$/i;
