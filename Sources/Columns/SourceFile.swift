import CZlib
import Glibc

/// What a department handed in, made a plain CSV file in UTF-8.
///
/// Compressed files are unpacked and files in GB18030 or UTF-16 are rewritten, each to a scratch file and in bounded
/// memory; a file that is UTF-8 already is left where it is.
struct SourceFile {
    /// A file that can be read, or why it cannot.
    enum Prepared {
        case plain(SourceFile)
        case problem(RowProblem)
    }

    let path: String
    /// The name it was handed in under.
    let name: String
    /// Whether its first part holds characters that are certainly UTF-8.
    private(set) var isSurelyUTF8 = false
    /// Whether only its very beginning was looked at: where rows are set aside, `finding` says more.
    private(set) var isGlimpsed = false
    /// Scratch files to be removed when the file has been read.
    private(set) var scratch: [String] = []

    static let chunkBytes = 1 << 18
    private static let glimpseBytes = 64 << 10

    /// Makes a file readable; scratch files go to a folder that nothing else uses.
    ///
    /// `glimpses` looks at the beginning only where that speaks for UTF-8, for readers who ask again when rows are bad.
    static func prepare(
        _ path: String, scratchFolder: String, glimpses: Bool = false
    ) throws(SnapshotError) -> Prepared {
        var file = SourceFile(path: path, name: FileAccess.lastComponent(of: path))
        if try FileAccess.beginning(path, 2) == [0x1F, 0x8B] {
            let target = try scratchPath(scratchFolder)
            let lines = try Gunzip.unpack(path, to: target)
            file = SourceFile(path: target, name: file.name, scratch: [target])
            if let lines {
                file.remove()
                return .problem(
                    RowProblem(
                        file: file.name, row: lines + 1, column: nil, value: nil, reason: .damagedArchive,
                        advice: "压缩文件在此处中断或已损坏，传输可能没有完成；请重新获取完整文件，本次未采用。"))
            }
        }
        let beginning = try FileAccess.beginning(file.path, 4)
        if beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) || beginning.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            file.remove()
            return .problem(
                SnapshotStore.whole(file.name, .unreadableFile, "这是表格文件，不是 CSV；请用能读表格的导入命令，或另存为 CSV。"))
        }
        if beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) {
            return try file.rewritten(from: "UTF-16", scratchFolder)
        }
        if glimpses, case .utf8(let isSure) = try TextSample(file.path, atMost: glimpseBytes).finding {
            (file.isSurelyUTF8, file.isGlimpsed) = (isSure, true)
            return .plain(file)
        }
        switch try file.finding() {
        case .utf8(let isSure):
            file.isSurelyUTF8 = isSure
            return .plain(file)
        case .gb18030: return try file.rewritten(from: "GB18030", scratchFolder)
        case .mixed(let row):
            file.remove()
            return .problem(Self.mixed(file.name, row: row))
        }
    }

    /// What the first megabyte says.
    func finding() throws(SnapshotError) -> TextSample.Finding { try TextSample(path, atMost: 1 << 20).finding }

    /// The same content in UTF-8, out of another encoding.
    func rewritten(from encoding: String, _ scratchFolder: String) throws(SnapshotError) -> Prepared {
        let target = try Self.scratchPath(scratchFolder)
        let result = SourceFile(path: target, name: name, isSurelyUTF8: true, scratch: scratch + [target])
        if let line = try Recoding.rewrite(path, from: encoding, to: target) {
            result.remove()
            return .problem(Self.mixed(name, row: line + 1))
        }
        return .plain(result)
    }

    func remove() { for path in scratch { unsafe unlink(path) } }

    static func mixed(_ name: String, row: Int) -> RowProblem {
        RowProblem(
            file: name, row: row, column: nil, value: nil, reason: .mixedEncoding,
            advice: "从这一行起文字编码与前面不同（UTF-8 与 GB18030 混用）；请统一编码后重新提交，本次未采用。")
    }

    private static func scratchPath(_ folder: String) throws(SnapshotError) -> String {
        try FileAccess.makeFolder(folder)
        var number = 1
        while FileAccess.exists("\(folder)/\(getpid())-\(number).csv") { number += 1 }
        return "\(folder)/\(getpid())-\(number).csv"
    }
}

/// Which encoding the first part of a file speaks for.
struct TextSample {
    enum Finding {
        case utf8(isSure: Bool)
        case gb18030
        case mixed(row: Int)
    }

    let finding: Finding

    /// Looks at so much of a file's beginning, line by line.
    ///
    /// Chinese in UTF-8 takes three bytes a character; text in GB18030 now and then looks like two-byte characters,
    /// hardly ever like three-byte ones.
    init(_ path: String, atMost limit: Int) throws(SnapshotError) {
        let bytes = try FileAccess.beginning(path, min(limit, try FileAccess.size(path)))
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")) ?? 0
        let wellFormed = unsafe bytes.withUnsafeBufferPointer { bytes -> Bool? in
            let lines = unsafe UnsafeBufferPointer(rebasing: bytes[..<end])
            guard unsafe FieldParsing.isText(lines) else { return nil }
            let first = unsafe FieldParsing.firstBeyondASCII(lines)
            return unsafe lines[first...].contains { $0 >= 0xE3 && $0 <= 0xE9 }
        }
        if let isSure = wellFormed {
            finding = .utf8(isSure: isSure)
            return
        }
        var (sure, bad, firstBad) = (0, 0, 0)
        var row = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            row += 1
            guard let first = line.firstIndex(where: { $0 >= 0x80 }) else { continue }
            let isText = unsafe Array(line).withUnsafeBufferPointer { unsafe FieldParsing.isText($0) }
            if !isText {
                bad += 1
                if firstBad == 0 { firstBad = row }
            } else if line[first...].contains(where: { $0 >= 0xE3 && $0 <= 0xE9 }) {
                sure += 1
            }
        }
        if bad > 0, sure == 0 {
            finding = .gb18030
        } else if bad > 0, bad * 10 > sure {
            finding = .mixed(row: firstBad)
        } else {
            finding = .utf8(isSure: sure > 0)
        }
    }
}
