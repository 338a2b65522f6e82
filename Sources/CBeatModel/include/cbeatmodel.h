#ifndef CBEATMODEL_H
#define CBEATMODEL_H

// The beat classifier's model, beats.json, as it lies beside the source: XGBoost's own JSON.

const unsigned char *vitalsync_beat_model(void);
unsigned long vitalsync_beat_model_size(void);

// The model of minutes and strips, rhythm.json, likewise.

const unsigned char *vitalsync_rhythm_model(void);
unsigned long vitalsync_rhythm_model_size(void);

#endif
