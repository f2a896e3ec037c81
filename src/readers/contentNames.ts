/** Names of folders and files that say what is in them, and not of which run: tools' own, and people's habits. */
export const contentNames =
  /^(?:results?|outputs?|tf|tb|tensorboard|tf_logs|tb_logs|weights|checkpoints?|logs?|events?|metrics|history|files|vis_data)$/i;
