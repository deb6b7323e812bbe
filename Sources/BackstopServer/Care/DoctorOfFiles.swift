import Foundation

/// The part of `backstop doctor` that needs no open store: key file, configuration, tools and room on the disk.
enum DoctorOfFiles {
    static func examine(_ configuration: Configuration) -> [Doctor.Finding] {
        keyFile(configuration) + openness(configuration) + tools(configuration) + space(configuration)
    }

    /// A key file that is missing or not one is said by opening the store.
    private static func keyFile(_ configuration: Configuration) -> [Doctor.Finding] {
        let path = configuration.keyFile
        var findings: [Doctor.Finding] = []
        if let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let mode = attributes[.posixPermissions] as? Int
        {
            findings.append(
                mode & 0o077 == 0
                    ? .good("The key file is its owner's alone.")
                    : .fault("\(path) can be read by others. Run chmod 600 on it."))
        }
        if path.hasPrefix(configuration[.data] + "/") {
            findings.append(
                .fault("The key file lies inside the data folder and would be in every backup. Move it out."))
        }
        return findings
    }

    private static func openness(_ configuration: Configuration) -> [Doctor.Finding] {
        guard configuration[.metricsToken].isEmpty, !["127.0.0.1", "::1", "localhost"].contains(configuration[.host])
        else { return [] }
        return [.warning("/metrics answers everybody who reaches \(configuration[.host]). Set metricsToken.")]
    }

    private static func tools(_ configuration: Configuration) -> [Doctor.Finding] {
        let files = FileManager.default
        var findings: [Doctor.Finding] = []
        for file in ["echarts.esm.min.js", "htmx-2.min.js"]
        where !files.fileExists(atPath: configuration.inHome("Public/vendor/\(file)")) {
            findings.append(.warning("Public/vendor/\(file) is missing. Run scripts/setup web."))
        }
        if !files.isExecutableFile(atPath: configuration.python) {
            findings.append(
                .warning("\(configuration.python) is missing: Excel lists are refused. Run scripts/setup venv."))
        }
        return findings
    }

    private static func space(_ configuration: Configuration) -> [Doctor.Finding] {
        let space = try? FileManager.default.attributesOfFileSystem(forPath: configuration[.data])
        guard let free = space?[.systemFreeSize] as? Int, free < 2_000_000_000 else { return [] }
        return [.warning("Less than 2 GB are free on the data folder's disk. Make room.")]
    }
}
