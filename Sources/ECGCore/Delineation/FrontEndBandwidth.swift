/// What is known of the frequencies that the amplifier passes.
public enum FrontEndBandwidth: String, Hashable, Sendable {
  /// 0.5–40 Hz, as the AD8232's reference design for fitness passes; a diagnostic ECG needs 0.05–150 Hz (P. Kligfield et al.,
  /// Circulation 115:1306, 2007). QRS, QT and ST are then not those of the clinic.
  case limited
  /// Not said.
  case unstated
}
