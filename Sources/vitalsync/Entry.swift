import VitalSyncCommands

@main
struct Entry {
  static func main() {
    VitalSync.runAndExit()
  }
}
