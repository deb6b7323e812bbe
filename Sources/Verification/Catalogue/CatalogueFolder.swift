import FoundationEssentials

/// A folder of catalogue files on disk.
struct CatalogueFolder {
    /// A description is written by hand; anything larger is a mistake or an attack.
    static let limitBytes = 1 << 20

    let path: String

    init(_ path: String) { self.path = path }

    /// The dataset files of the folder and of the folders below it.
    func datasetFiles() throws(CatalogueError) -> [Catalogue.File] {
        let names = yamlNames(below: true).filter { name in
            let parts = name.split(separator: "/")
            return !parts.dropLast().contains { $0 == Catalogue.checksFolder }
                && parts.last.map { $0 != Catalogue.parametersFile && $0 != Catalogue.reportFile } ?? false
        }
        if names.isEmpty {
            throw CatalogueError(problems: [
                CatalogueProblem(file: path, message: "目录中没有 .yaml 文件；请检查数据集目录的位置。")
            ])
        }
        var files: [Catalogue.File] = []
        var problems: [CatalogueProblem] = []
        for name in names {
            switch text(of: name) {
            case .success(let text): files.append((name, text))
            case .failure(let error): problems += error.problems
            }
        }
        if !problems.isEmpty { throw CatalogueError(problems: problems) }
        return files
    }

    /// Names of the YAML files, by bytes; with `below`, also those of the folders below.
    func yamlNames(below: Bool) -> [String] {
        let names =
            below
            ? try? FileManager.default.subpathsOfDirectory(atPath: path)
            : try? FileManager.default.contentsOfDirectory(atPath: path)
        return (names ?? []).filter { $0.hasSuffix(".yaml") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The text of a file below the folder.
    func text(of name: String) -> Result<String, CatalogueError> {
        func problem(_ message: String) -> Result<String, CatalogueError> {
            .failure(CatalogueError(problems: [CatalogueProblem(file: name, message: message)]))
        }
        let file = "\(path)/\(name)"
        // The size is asked for first: a file of gigabytes must not be read to be refused.
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        if let bytes = attributes?[.size] as? Int, bytes > Self.limitBytes {
            return problem("文件有 \(bytes) 字节，最多 \(Self.limitBytes)；请检查是不是放错了文件。")
        }
        guard let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self)
        else { return problem("无法读取，或不是 UTF-8 文字；请检查文件权限和编码。") }
        return .success(text)
    }
}
