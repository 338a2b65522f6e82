#ifndef CBEATMODEL_H
#define CBEATMODEL_H

// The beat classifier's model, beats.json, as it lies beside the source: XGBoost's own JSON.

const unsigned char *vitalsync_beat_model(void);
unsigned long vitalsync_beat_model_size(void);

#endif
