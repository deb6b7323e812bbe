/// Documents that must keep up with what they describe.
enum DocumentRules {
    /// `decisions` are the file names in docs/decisions; `index` is its README.
    static func decisions(_ names: [String], index: String) -> [Finding] {
        let folder = "docs/decisions/"
        var findings: [Finding] = []
        for (position, name) in names.sorted().enumerated() {
            guard let match = name.wholeMatch(of: /(\d{4})-[a-z0-9-]+\.md/) else {
                findings.append(Finding(folder + name, nil, "must be called NNNN-what-was-decided.md"))
                continue
            }
            if Int(match.1) != position + 1 {
                findings.append(
                    Finding(folder + name, nil, "breaks the numbering; number \(position + 1) is missing or doubled"))
            }
            if !index.contains("(\(name))") {
                findings.append(Finding(folder + "README.md", nil, "does not link \(name)"))
            }
        }
        return findings
    }

    static func targets(_ makefile: String) -> Set<String> {
        Set(makefile.matches(of: /(?m)^([a-z][a-z-]*):/).map { String($0.1) })
    }

    static func verbs(_ readme: String) -> Set<String> {
        Set(readme.matches(of: /`make ([a-z-]+)/).map { String($0.1) })
    }

    /// The two READMEs name the same commands, and each of them exists.
    static func readmes(_ english: String, _ chinese: String, makefile: String) -> [Finding] {
        let existing = targets(makefile)
        let missing = verbs(english).union(verbs(chinese)).subtracting(existing).sorted().map {
            Finding("README.md", nil, "names `make \($0)`, which the Makefile does not have")
        }
        let uneven = verbs(english).symmetricDifference(verbs(chinese)).sorted().map {
            Finding("README.zh-CN.md", nil, "`make \($0)` is named in one README only")
        }
        let needed = ["run", "test"].filter { !verbs(english).contains($0) }.map {
            Finding("README.md", nil, "does not name `make \($0)`")
        }
        return missing + uneven + needed
    }

    /// Every pinned package has a row in docs/dependencies.md that begins with its name and version.
    static func dependencies(_ document: String, _ manifest: Manifest) -> [Finding] {
        manifest.pins.sorted { $0.key < $1.key }.compactMap { name, version in
            if document.contains("| \(name) | \(version) |") { return nil }
            return Finding("docs/dependencies.md", nil, "must have a row that begins: | \(name) | \(version) |")
        }
    }

    /// The same for Python packages: `file` is a requirements list.
    static func pythonPackages(_ document: String, _ file: TextFile) -> [Finding] {
        file.lines.enumerated().flatMap { index, line -> [Finding] in
            guard let match = line.prefixMatch(of: /([A-Za-z0-9._-]+)==(\S+)/) else { return [] }
            var findings: [Finding] = []
            if !line.contains("--hash=sha256:") { findings.append(Finding(file.path, index + 1, "has no hash")) }
            if !document.contains("| \(match.1) | \(match.2) |") {
                findings.append(
                    Finding("docs/dependencies.md", nil, "must have a row that begins: | \(match.1) | \(match.2) |"))
            }
            return findings
        }
    }

    /// Links between our own documents lead somewhere.
    static func brokenLinks(_ file: TextFile, paths: Set<String>) -> [Finding] {
        let folder = file.path.split(separator: "/").dropLast()
        return file.lines.enumerated().flatMap { index, line in
            line.matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/).compactMap { match -> Finding? in
                let target = String(match.1)
                if target.contains("://") || target.hasPrefix("mailto:") { return nil }
                let path = resolve(folder.map(String.init), target)
                if paths.contains(path) || paths.contains(where: { $0.hasPrefix(path + "/") }) { return nil }
                return Finding(file.path, index + 1, "links \(target), which does not exist")
            }
        }
    }

    private static func resolve(_ folder: [String], _ target: String) -> String {
        target.split(separator: "/").reduce(into: folder) { parts, part in
            if part == ".." {
                _ = parts.popLast()
            } else if part != "." {
                parts.append(String(part))
            }
        }.joined(separator: "/")
    }
}
