// swift-format-ignore-file
/// The numbers of `FibrillationModel`, learnt from annotated recordings; the procedure is docs/training/rhythm.
///
/// Source: maximum likelihood (Adam, soft targets of 0.02 and 0.98) with each record of one weight. With forms: the
/// even-numbered records of the MIT-BIH Arrhythmia Database (our own beats, first lead; AFIB and AFL against all else)
/// and the even-numbered strips of PhysioNet/CinC 2017 that are not noisy (A against N and O). Intervals alone: every
/// second record of the AF database (04043, 04746, 05121, 07162, 08378; AFIB, without AFL) and the even-numbered
/// MIT-BIH records. Nothing else was learnt from; docs/rhythm.md has the figures of either half.
extension FibrillationModel {
  static let withForms = FibrillationModel(
    middles: withFormsMiddles, scales: withFormsScales, weights: withFormsWeights, bias: -1.4702)

  /// Mean of each feature.
  private static let withFormsMiddles: [Float] = [
    -0.2179, 0.08352, 0.142, 0.4725, 0.1317, 0.1233, 0.5413, 0.6694, 0.5903, 0.7943, 0.7159, 0.1352, -0.7719, -0.6031,
    0.2904, 0.06489, 0.785, -0.2185, 0.08794, 0.1372, 0.4913, 0.114, 0.07129, 0.5409, 0.6708, 0.5909, 0.7953, 0.7437,
    0.1316, -0.7419, -0.6058, 0.2754, 0.06825, 0.7865, 0.7268, 0.8984, 0.9093, 0.1172, -5.052, -5.119, 0.8061, 0.5376,
    0.04097, 0.7624, 0.05875, 0.7623, 0.8989, 0.9116, 0.1873, -5.085, -5.225, 0.8103, 0.5495, 0.03978, 0.7764,
    0.06133, 0.7622, 1,
  ]
  /// One over the standard deviation of each feature.
  private static let withFormsScales: [Float] = [
    4.866, 6.413, 7.275, 3.883, 2.215, 2.991, 5.914, 2.883, 3.346, 3.642, 4.171, 9.477, 1.612, 1.686, 2.804, 7.497,
    3.852, 4.838, 5.901, 7.06, 4.009, 2.211, 2.947, 5.525, 2.799, 3.246, 3.518, 4.238, 8.87, 1.567, 1.582, 2.886,
    6.807, 3.739, 2.976, 6.057, 6.416, 0.5118, 0.589, 0.6593, 4.571, 3.107, 20.18, 4.227, 7.97, 3.76, 5.655, 6.043,
    0.4958, 0.5797, 0.6581, 4.628, 3.053, 20.84, 4.263, 7.349, 3.718, 1000,
  ]
  /// Weight of each feature, in standard deviations.
  private static let withFormsWeights: [Float] = [
    -0.1122, -0.05427, -0.07362, -0.2011, 0.1982, 0.01609, 0.08288, 0.09716, -0.05124, -0.2251, 0.02029, -0.0441,
    -0.2282, -0.1371, -0.2674, -0.02898, -0.1994, -0.2322, -0.02709, 0.04538, -0.07143, 0.2427, -0.03921, 0.04871,
    0.04753, 0.03793, -0.1859, -0.03547, -0.131, 0.1482, -0.2147, -0.1406, -0.06815, -0.01657, -0.09403, 0.1093,
    -0.02745, -0.2325, -0.02289, -0.03288, -0.1696, 0.257, 0.05173, 0.1198, 0.1227, -0.2044, -0.01328, 0.1299,
    -0.0001445, -0.01228, -0.2259, -0.149, -0.0775, -0.02472, -0.161, 0.103, -0.0862, 0.1161,
  ]

  static let intervalsAlone = FibrillationModel(
    middles: intervalsAloneMiddles, scales: intervalsAloneScales, weights: intervalsAloneWeights, bias: -1.5977)

  /// Mean of each feature.
  private static let intervalsAloneMiddles: [Float] = [
    -0.2493, 0.09561, 0.1607, 0.4352, 0.06183, 0.1177, 0.5812, 0.6212, 0.5346, 0.7567, 0.6679, 0.1376, -0.8725,
    -0.6981, 0.3271, 0.07188, 0.7536, -0.2505, 0.1033, 0.1555, 0.4638, 0.03116, 0.0367, 0.5813, 0.6208, 0.534, 0.756,
    0.7089, 0.1349, -0.8351, -0.7104, 0.3065, 0.07869, 0.7531, 0.9903,
  ]
  /// One over the standard deviation of each feature.
  private static let intervalsAloneScales: [Float] = [
    5.507, 6.269, 7.164, 4.018, 2.32, 3.101, 7.574, 2.771, 3.412, 3.5, 3.88, 10.75, 1.534, 1.753, 2.596, 7.538, 3.686,
    5.454, 5.552, 6.823, 4.248, 2.351, 3.044, 6.481, 2.669, 3.27, 3.333, 3.947, 9.499, 1.469, 1.555, 2.686, 6.445,
    3.53, 13.09,
  ]
  /// Weight of each feature, in standard deviations.
  private static let intervalsAloneWeights: [Float] = [
    -0.05805, -0.1526, -0.148, -0.4594, 0.5071, -0.0438, 0.05228, 0.1106, -0.0005673, -0.3596, 0.03943, -0.1615,
    -0.1978, -0.5563, -0.3692, 0.07501, -0.4282, -0.1606, -0.03698, 0.05517, -0.2015, 0.4339, -0.09037, 0.1123,
    0.03419, 0.06444, -0.3221, -0.1117, -0.1181, 0.2585, -0.5108, -0.2378, -0.01567, -0.1271, -0.04292,
  ]
}
