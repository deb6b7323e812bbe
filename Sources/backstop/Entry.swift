import BackstopCLI

/// Where the program starts, and nothing else.
@main
struct Entry {
    @MainActor static func main() async { await BackstopCommand.start() }
}
