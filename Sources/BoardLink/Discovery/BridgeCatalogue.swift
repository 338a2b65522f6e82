/// USB-serial chips by vendor and product number, after the id tables of the Linux drivers cp210x, ch341, ftdi_sio, pl2303
/// and the makers' own numbers for native USB (cdc_acm).
package enum BridgeCatalogue {
  package static func name(vendor: UInt16, product: UInt16, driver: String?) -> String {
    if let chip = chips[UInt32(vendor) << 16 | UInt32(product)] { return chip }
    if let maker = makers[vendor] { return maker }
    return driver == "cdc_acm" ? "USB CDC" : (driver ?? "USB serial")
  }

  private static let chips: [UInt32: String] = [
    0x10c4_ea60: "CP2102", 0x10c4_ea63: "CP2102N", 0x10c4_ea70: "CP2105", 0x10c4_ea71: "CP2108",
    0x1a86_7522: "CH340K", 0x1a86_7523: "CH340", 0x1a86_5523: "CH341", 0x1a86_55d3: "CH343", 0x1a86_55d4: "CH9102",
    0x0403_6001: "FT232R", 0x0403_6010: "FT2232", 0x0403_6011: "FT4232H", 0x0403_6014: "FT232H", 0x0403_6015: "FT231X",
    0x067b_2303: "PL2303",
    0x2341_0001: "Arduino Uno", 0x2341_0043: "Arduino Uno", 0x2341_0010: "Arduino Mega", 0x2341_0042: "Arduino Mega",
    0x2341_8036: "Arduino Leonardo", 0x2341_8037: "Arduino Micro", 0x2e8a_0005: "RP2040", 0x2e8a_000a: "RP2040",
  ]

  /// Where every product of a maker that shows as a serial port is a board.
  private static let makers: [UInt16: String] = [
    0x2341: "Arduino", 0x2a03: "Arduino", 0x1b4f: "SparkFun", 0x239a: "Adafruit", 0x303a: "ESP32 USB", 0x2e8a: "RP2040",
    0x16c0: "Teensy", 0x0483: "STM32 CDC",
  ]
}
