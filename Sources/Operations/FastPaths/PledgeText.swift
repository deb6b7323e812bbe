package import Casework
package import Primitives
import Sealing
import Storage

/// The credit pledge 信用承诺书 that a family signs before it is approved without the report; kept by its hash.
package struct PledgeText: Hashable, Sendable {
    /// Who promises, for the whole household.
    package let name: String
    /// The program.
    package let program: Program
    /// The body that will check.
    package let body: String

    /// Takes the parts.
    package init(name: String, program: Program, body: String) {
        self.name = name
        self.program = program
        self.body = body
    }

    /// The paragraphs as they are printed.
    package var paragraphs: [String] {
        [
            "本人\(name)，代表共同生活的家庭成员，申请\(program.chinese)。因突发情况急需救助，在家庭经济状况核对结果返回之前，自愿以信用承诺方式先行办理。",
            "本人承诺：所填报的家庭人口、收入、财产和支出真实、完整，没有隐瞒；愿意配合后续的核对、入户调查和公示。",
            "本人已被告知：核对结果符合条件的，继续享受救助；不符合条件但没有虚报隐瞒的，从次月起停止，已领取的不追回；"
                + "有虚报隐瞒的，撤销救助、退回已领取的资金，并在告知和听取申辩后记入信用记录。",
            "后续核对由\(body)进行，本人可以查看结果，对结果有异议的可以提出。",
        ]
    }

    /// The SHA-256 of the exact text, in hexadecimal.
    package var hash: String { Digest.hex(Digest.sha256(Array(paragraphs.joined(separator: "\n").utf8))) }

    /// The pledge of a case.
    init(_ file: CaseFile, in context: CommandContext) throws {
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        self.init(
            name: file.row.applicantName, program: file.row.program,
            body: try context.store.regionName(county) + "民政局")
    }
}

/// The pledge of one case as it is printed.
///
/// The case's own statements and one more.
package struct PledgeView: Sendable {
    /// The text.
    package let text: PledgeText
    /// The acceptance number.
    package let caseNumber: String

    /// A case within the scope; nil otherwise.
    package static func load(_ id: CaseID, in context: CommandContext) throws -> PledgeView? {
        guard let row = try context.store.caseRow(id, in: context.scope) else { return nil }
        let file = try CaseFile(row, in: context)
        return PledgeView(text: try PledgeText(file, in: context), caseNumber: row.number)
    }
}
