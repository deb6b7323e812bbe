import Foundation

/// Reads `.xlsx` files through a Python child process with openpyxl, so that a bad file can hurt nothing here.
package struct SpreadsheetReader: Sendable {
    private let python: String
    private let timeLimit: Duration
    private let sizeLimit: Int

    /// A reader.
    ///
    /// - Parameters:
    ///   - python: path of the Python that has openpyxl.
    ///   - timeLimit: for one file.
    ///   - sizeLimit: bytes of the file, and of the text that comes out of it times ten.
    package init(python: String, timeLimit: Duration = .seconds(30), sizeLimit: Int = 20 << 20) {
        self.python = python
        self.timeLimit = timeLimit
        self.sizeLimit = sizeLimit
    }

    /// Reads an uploaded file by what its bytes are: a zip is a workbook, anything else CSV, which needs no Python.
    package func rows(of bytes: [UInt8]) async throws -> SpreadsheetRows {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try await rows(xlsx: bytes) }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw failure(.badInput, "这是旧版.xls文件，请用Excel另存为.xlsx或CSV后重新上传")
        }
        try checkSize(bytes)
        return try SpreadsheetRows(csv: bytes)
    }

    /// Reads the first sheet of a workbook.
    package func rows(xlsx bytes: [UInt8]) async throws -> SpreadsheetRows {
        try checkSize(bytes)
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw failure(.missing, "读取Excel需要Python（\(python)），本机没有；请运行安装脚本，或改传CSV文件")
        }
        let output = try await ChildProcess.run(
            python, ["-I", "-c", SpreadsheetReader.script, "\(sizeLimit * 10)"], input: bytes, timeLimit: timeLimit,
            outputLimit: sizeLimit * 10)
        switch (output.ended, output.status) {
        case (.tooSlow, _): throw failure(.tooSlow, "文件在规定时间内没有读完，请拆成几个较小的文件")
        case (.tooMuch, _), (nil, 4): throw failure(.tooLarge, "文件展开后过大，请拆成几个较小的文件")
        case (nil, 0): break
        case (nil, 3): throw failure(.missing, "Python缺少openpyxl库；请运行安装脚本，或改传CSV文件")
        case (nil, 5): throw failure(.badInput, output.complaint)
        case (nil, _): throw failure(.badInput, "文件不是完好的.xlsx，请用Excel重新保存后上传")
        }
        guard let rows = try? JSONDecoder().decode([[String]].self, from: Data(output.bytes)) else {
            throw failure(.failed, "读取程序的输出无法理解，请联系系统管理员")
        }
        return SpreadsheetRows(rows: rows)
    }

    private func checkSize(_ bytes: [UInt8]) throws {
        guard bytes.count <= sizeLimit else {
            throw failure(.tooLarge, "文件有\(bytes.count >> 20) MB，上限为\(sizeLimit >> 20) MB，请拆成几个较小的文件")
        }
    }

    private func failure(_ code: DocumentToolError.Code, _ cause: String) -> DocumentToolError {
        DocumentToolError(code, subject: "表格文件", cause: cause)
    }

    /// Exit status: 3 no openpyxl, 4 too large when unpacked, 5 a cell that lost digits (said on standard error).
    private static let script = """
        import sys, io, json, zipfile, resource, datetime
        from decimal import Decimal
        limit = int(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        try:
            import openpyxl
        except ImportError:
            sys.exit(3)
        data = sys.stdin.buffer.read()
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            if sum(i.file_size for i in z.infolist()) > limit:
                sys.exit(4)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        bad = []
        def text(cell):
            v = cell.value
            if v is None:
                return ''
            if isinstance(v, bool):
                return '1' if v else '0'
            if isinstance(v, datetime.datetime):
                whole = v.time() == datetime.time(0)
                return v.date().isoformat() if whole else v.isoformat(sep=' ', timespec='seconds')
            if isinstance(v, datetime.date):
                return v.isoformat()
            if isinstance(v, (int, float)):
                if abs(v) >= 10 ** 15:
                    bad.append(f'第{cell.row}行{cell.column_letter}列的长号码被存成了数字，末几位已丢失；'
                               '请把该列设为文本格式并重新录入')
                return format(Decimal(repr(v)).normalize(), 'f')
            return str(v)
        rows = [[text(c) for c in row] for row in sheet.iter_rows()]
        while rows and not any(rows[-1]):
            rows.pop()
        if bad:
            sys.stderr.write('\\n'.join(bad[:50]))
            sys.exit(5)
        sys.stdout.buffer.write(json.dumps(rows, ensure_ascii=False).encode('utf-8'))
        """
}
