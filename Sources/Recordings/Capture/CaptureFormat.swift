enum CaptureFormat { static func isCapture(_ b: ArraySlice<UInt8>) -> Bool { false } }
