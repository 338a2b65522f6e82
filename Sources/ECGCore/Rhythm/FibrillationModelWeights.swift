// swift-format-ignore-file
/// The numbers of `FibrillationModel`, learnt from annotated recordings; written by docs/training/rhythm, not by hand.
///
/// Source: maximum likelihood (Adam, soft targets of 0.02 and 0.98) with each record of one weight. With forms: the
/// even-numbered records of the MIT-BIH Arrhythmia Database (our own beats, first lead; AFIB and AFL against all else)
/// and the even-numbered strips of PhysioNet/CinC 2017 that are not noisy (A against N and O). Intervals alone: every
/// second record of the AF database (04043, 04746, 05121, 07162, 08378; AFIB, without AFL) and the even-numbered
/// MIT-BIH records. Nothing else was learnt from; docs/rhythm.md has the figures of either half.
extension FibrillationModel {
  static let withForms = FibrillationModel(
    middles: withFormsMiddles, scales: withFormsScales, weights: withFormsWeights, bias: -1.4703)

  /// Mean of each feature.
  private static let withFormsMiddles: [Float] = [
    -0.2179, 0.08352, 0.142, 0.4725, 0.1317, 0.1233, 0.5413, 0.6694, 0.5903, 0.7943, 0.7159, 0.1352, -0.7719, -0.6031,
    0.2904, 0.06489, 0.785, -0.2185, 0.08794, 0.1372, 0.4913, 0.114, 0.07129, 0.5409, 0.6708, 0.5909, 0.7953, 0.7437,
    0.1316, -0.7419, -0.6058, 0.2754, 0.06825, 0.7865, 0.7268, 0.8974, 0.908, 0.1037, -5.067, -5.114, 0.8048, 0.5358,
    0.04152, 0.7619, 0.05895, 0.7619, 0.8983, 0.9106, 0.1794, -5.092, -5.219, 0.8102, 0.5485, 0.04014, 0.7761,
    0.06126, 0.7623, 1,
  ]
  /// One over the standard deviation of each feature.
  private static let withFormsScales: [Float] = [
    4.866, 6.413, 7.275, 3.883, 2.215, 2.991, 5.914, 2.883, 3.346, 3.642, 4.171, 9.477, 1.612, 1.686, 2.804, 7.497,
    3.852, 4.838, 5.901, 7.06, 4.009, 2.211, 2.947, 5.525, 2.799, 3.246, 3.518, 4.238, 8.87, 1.567, 1.582, 2.886,
    6.807, 3.739, 2.976, 6.204, 6.489, 0.5102, 0.5848, 0.6581, 4.558, 3.109, 19.6, 4.199, 8.035, 3.744, 5.775, 6.113,
    0.4954, 0.5757, 0.6572, 4.633, 3.059, 20.4, 4.249, 7.39, 3.714, 1000,
  ]
  /// Weight of each feature, in standard deviations.
  private static let withFormsWeights: [Float] = [
    -0.1117, -0.04948, -0.07601, -0.2087, 0.1962, 0.01886, 0.08028, 0.09098, -0.05335, -0.2222, 0.03341, -0.04178,
    -0.2156, -0.1336, -0.2667, -0.02512, -0.2018, -0.231, -0.02101, 0.04669, -0.07001, 0.2425, -0.04014, 0.04807,
    0.03959, 0.03225, -0.1867, -0.02679, -0.1279, 0.1572, -0.2132, -0.1357, -0.06623, -0.01826, -0.09761, 0.1004,
    -0.02279, -0.2332, -0.03523, -0.04718, -0.1866, 0.2503, 0.0845, 0.09702, 0.09464, -0.1909, -0.003014, 0.12,
    0.0102, -0.0009765, -0.2159, -0.1417, -0.07009, -0.02652, -0.1641, 0.09316, -0.0797, 0.1161,
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
