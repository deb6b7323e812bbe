import Foundation
import Primitives
import Yams

/// The effective configuration: command line over environment over file over defaults, each with its origin.
package struct Configuration: Sendable {
    /// Where a value came from.
    package enum Origin: Hashable, Sendable {
        case standard, file(String), environment, commandLine
    }

    private var values: [Setting: (text: String, origin: Origin)] = [:]

    /// Reads file and environment; `overrides` are the command line's.
    ///
    /// Collects every problem before it throws.
    package init(
        file: String?, environment: [String: String], overrides: [Setting: String] = [:]
    ) throws(ConfigurationError) {
        for setting in Setting.allCases { values[setting] = (setting.standard, .standard) }
        var problems: [String] = []
        if let file { problems += readFile(file) }
        for setting in Setting.allCases {
            if let text = environment[setting.environmentName] { values[setting] = (text, .environment) }
            if let text = overrides[setting] { values[setting] = (text, .commandLine) }
        }
        problems += valueProblems()
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    }

    /// A value's text.
    package subscript(setting: Setting) -> String { values[setting]?.text ?? setting.standard }

    /// A value as a number; `init` proved that it is one.
    package func number(_ setting: Setting) -> Int { Int(self[setting]) ?? 0 }

    /// A value as a flag.
    package func flag(_ setting: Setting) -> Bool { self[setting] == "true" }

    /// The address for QR codes and links in messages.
    package var publicAddress: String {
        let given = self[.publicAddress]
        return given.isEmpty ? "http://\(self[.host]):\(self[.port])" : given
    }

    /// The key file: named, or beside the data folder, never inside it, so that a backup of the folder holds no keys.
    package var keyFile: String {
        let given = self[.keys]
        return given.isEmpty ? trimmedData + ".keys.json" : given
    }

    /// The Python that reads Excel files: named, or the one that the set-up scripts install in the home.
    package var python: String {
        let given = self[.python]
        return given.isEmpty ? inHome(".venv/bin/python3") : given
    }

    /// A file or folder inside the data folder.
    package func inData(_ name: String) -> String { trimmedData + "/" + name }

    /// A folder of the home.
    package func inHome(_ name: String) -> String { name.hasPrefix("/") ? name : self[.home] + "/" + name }

    /// Where the audit chain's head is written: outside the database and outside the data folder.
    package var auditHeadFile: String { trimmedData + ".audit-head.log" }

    /// The effective configuration as text, a line a value, secrets hidden.
    package var printed: String {
        Setting.allCases.map { setting in
            let text = setting.isSecret && !self[setting].isEmpty ? "(hidden)" : Self.withoutPassword(self[setting])
            return "\(setting.rawValue): \(text)    # \(origin(setting)); \(setting.purpose)"
        }.joined(separator: "\n")
    }

    /// An address as it may be shown: `user:password@` loses its password, and so does `password=` behind the mark.
    private static func withoutPassword(_ text: String) -> String {
        text.replacing(/(:\/\/[^:\/@?]*):[^@\/]*@/) { "\($0.1):(hidden)@" }
            .replacing(/(password=)[^&\s]*/) { "\($0.1)(hidden)" }
    }

    private var trimmedData: String {
        var text = self[.data]
        while text.count > 1, text.hasSuffix("/") { text.removeLast() }
        return text
    }

    private func origin(_ setting: Setting) -> String {
        switch values[setting]?.origin ?? .standard {
        case .standard: "default"
        case .file(let name): name
        case .environment: setting.environmentName
        case .commandLine: "command line"
        }
    }

    private mutating func readFile(_ path: String) -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return ["\(path): cannot be read. Name an existing file with --config, or leave it out."]
        }
        guard let loaded = try? Yams.load(yaml: text), let table = loaded as? [String: Any] else {
            return ["\(path): is not a YAML table of names and values."]
        }
        var problems: [String] = []
        for (name, value) in table.sorted(by: { $0.key < $1.key }) {
            if let setting = Setting(rawValue: name) {
                values[setting] = ("\(value)", .file(path))
            } else {
                problems.append("\(path): there is no value called \(name). `backstop config` lists all.")
            }
        }
        return problems
    }

    private func valueProblems() -> [String] {
        var problems: [String] = []
        for setting in [Setting.port, .hstsSeconds, .readers, .poolSize] {
            let number = Int(self[setting])
            let highest = setting == .port ? 65_535 : Int.max
            if number == nil || number.map({ $0 < 0 || $0 > highest }) == true {
                problems.append("\(setting.rawValue): \(self[setting]) is no number within its bounds.")
            }
        }
        if !["citizen", "staff", "all"].contains(self[.audience]) {
            problems.append("audience: \(self[.audience]) is none of citizen, staff, all.")
        }
        if !["true", "false"].contains(self[.secureCookies]) {
            problems.append("secureCookies: \(self[.secureCookies]) is neither true nor false.")
        }
        if (try? RegionCode(self[.region])) == nil {
            problems.append("region: \(self[.region]) is no region code.")
        }
        return problems
    }
}

/// Everything that is wrong with a configuration.
package struct ConfigurationError: Error, CustomStringConvertible {
    /// A sentence a problem.
    package let problems: [String]
    /// All problems, a line each.
    package var description: String { problems.joined(separator: "\n") }
}
