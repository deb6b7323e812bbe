/// What must not be written into a public repository: this machine's folders, and other people's servers.
enum PlaceRules {
    /// Hosts that may be named.
    ///
    /// A host that a page would load from, or a package registry, is not among them.
    private static let hosts = [
        "localhost", "127.0.0.1", "github.com", "www.w3.org", "www.apache.org", "apache.org", "swift.org",
        "www.swift.org",
        "cel.dev", "spdx.org", "opensource.org",
    ]
    private static let hostEndings = [
        ".gov.cn", ".example", ".test", ".invalid", "example.com", "example.org", "example.cn",
    ]

    static func machinePaths(_ file: TextFile) -> [Finding] {
        let mayUseTemporaryFolder = ["scripts/", "Tests/", "browser-tests/", "Benchmarks/", ".ci/"]
            .contains { file.path.hasPrefix($0) }
        return file.lines.enumerated().compactMap { index, line in
            guard line.holdsAny(["/wo" + "rk/", "/ro" + "ot/", "/tm" + "p/", "/ho" + "me/"]) else { return nil }
            for match in line.matches(of: /(?:^|[\s"'`(=:])\/(work|root|tmp|home)\//) {
                if match.1 == "tmp", mayUseTemporaryFolder { continue }
                return Finding(file.path, index + 1, "names a folder of one machine: /\(match.1)/")
            }
            return nil
        }
    }

    static func thirdPartyHosts(_ file: TextFile) -> [Finding] {
        file.lines.enumerated().flatMap { index, line -> [Finding] in
            guard line.holds("//") else { return [] }
            return line.matches(of: /(?:https?:|wss?:)?\/\/((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})/).compactMap {
                match -> Finding? in
                let host = match.1.lowercased()
                let hasScheme = match.0.contains(":")
                if !hasScheme, !file.path.hasSuffix(".mustache"), !file.path.hasSuffix(".css") { return nil }
                if hosts.contains(host) || hostEndings.contains(where: { host.hasSuffix($0) }) { return nil }
                return Finding(
                    file.path, index + 1, "names the server \(host); ship the file, or allow it in PlaceRules")
            }
        }
    }
}
