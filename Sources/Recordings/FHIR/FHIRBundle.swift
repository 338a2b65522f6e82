/// HL7 FHIR R4 (4.0.1, hl7.org/fhir/R4): the few resources in which a report goes to other systems. Names are the standard's.
package struct FHIRBundle: Encodable, Sendable {
  package let resourceType = "Bundle"
  package let type = "collection"
  package var entry: [Entry] = []

  package struct Entry: Encodable, Sendable {
    package var fullUrl: String
    package var resource: Resource
  }

  package enum Resource: Encodable, Sendable {
    case device(FHIRDevice)
    case patient(FHIRPatient)
    case observation(FHIRObservation)

    package func encode(to encoder: any Encoder) throws {
      switch self {
      case .device(let device): try device.encode(to: encoder)
      case .patient(let patient): try patient.encode(to: encoder)
      case .observation(let observation): try observation.encode(to: encoder)
      }
    }
  }

  package init() {}

  /// Adds a resource under an identifier made of `name`, so that the same report gives the same bytes; tells how to refer to it.
  package mutating func add(_ resource: Resource, named name: String) -> FHIRReference {
    let url = "urn:uuid:\(FHIRIdentifier.uuid(of: name))"
    entry.append(Entry(fullUrl: url, resource: resource))
    return FHIRReference(reference: url)
  }
}

package struct FHIRDevice: Encodable, Sendable {
  package let resourceType = "Device"
  package var deviceName: [Name]
  package var version: [Version]
  package var note: [FHIRAnnotation]?

  package struct Name: Encodable, Sendable {
    package var name: String
    package var type = "model-name"
  }

  package struct Version: Encodable, Sendable {
    package var value: String
  }

  package init(name: String, version: String, note: String? = nil) {
    deviceName = [Name(name: name)]
    self.version = [Version(value: version)]
    self.note = note.map { [FHIRAnnotation(text: $0)] }
  }
}

/// Whose: by the name in the journal.
package struct FHIRPatient: Encodable, Sendable {
  package let resourceType = "Patient"
  package var name: [Name]
  package var gender: String?
  /// A year is a date in FHIR.
  package var birthDate: String?

  package struct Name: Encodable, Sendable {
    package var text: String
  }

  package init(name: String, gender: String? = nil, birthYear: Int? = nil) {
    self.name = [Name(text: name)]
    self.gender = gender
    birthDate = birthYear.map { "\($0)" }
  }
}

package struct FHIRReference: Encodable, Hashable, Sendable {
  package var reference: String
}

package struct FHIRAnnotation: Encodable, Hashable, Sendable {
  package var text: String

  package init(text: String) {
    self.text = text
  }
}

/// A UUID of version 8 (RFC 9562: its bits are the maker's own), from a name.
enum FHIRIdentifier {
  static func uuid(of name: String) -> String {
    // FNV-1a (Fowler, Noll, Vo), twice over: with its own offset, and with that of the name read once.
    let first = fnv(name, from: 0xCBF2_9CE4_8422_2325)
    let second = fnv(name, from: first ^ 0x9E37_79B9_7F4A_7C15)
    let high = first & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
    let low = second & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = hexadecimal(high) + hexadecimal(low)
    var parts: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.joined(separator: "-")
  }

  private static func fnv(_ name: String, from offset: UInt64) -> UInt64 {
    name.utf8.reduce(offset) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
