import ArgumentParser
import VitalSyncCommands

@main
struct Entry {
  static func main() {
    VitalSync.main()
  }
}
