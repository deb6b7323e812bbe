import FoundationEssentials
package import Primitives

/// A record that a higher platform found, in the few fields that a person needs to look into it.
package struct RelayRecord: Hashable, Sendable, Codable {
    /// What it is, in Chinese: 定期存款, 省内不动产.
    package let label: String
    /// Its amount or value in fen; nil when the platform gives none.
    package let amountFen: Int64?
    /// The day or month it belongs to, as the platform writes it.
    package let date: String?
    /// What identifies it: a certificate, the last four of an account.
    package let note: String?

    /// A record by its parts.
    package init(label: String, amountFen: Int64? = nil, date: String? = nil, note: String? = nil) {
        self.label = label
        self.amountFen = amountFen
        self.date = date
        self.note = note
    }
}

/// What a higher platform says about one person and one item.
package struct RelayAnswer: Hashable, Sendable, Codable {
    /// Who and what.
    package let person: String
    package let item: String
    /// How the source behind the platform answered.
    package let status: AnswerStatus
    /// The source, in Chinese.
    package let source: String
    /// The day its data describe; never missing from `hit` and `noHit`.
    package let asOf: CivilDate?
    /// The records found; empty unless the status says that there are some.
    package let records: [RelayRecord]
    /// Why there is no answer.
    package let reason: String?

    /// An answer by its parts.
    package init(
        _ pair: RelayPair, _ status: AnswerStatus, source: String, asOf: CivilDate? = nil,
        records: [RelayRecord] = [], reason: String? = nil
    ) {
        person = pair.person
        item = pair.item
        self.status = status
        self.source = source
        self.asOf = asOf
        self.records = records
        self.reason = reason
    }

    /// Who and what.
    package var pair: RelayPair { RelayPair(person: person, item: item) }
}

/// One part of a higher platform's reply; parts are numbered, and a reply may come in any number of them.
package struct RelayPart: Hashable, Sendable, Codable {
    /// The question's number.
    package let number: String
    /// Counts the parts of a reply from 1.
    package let sequence: Int
    /// Whether the platform has nothing more to say.
    package let isLast: Bool
    /// The answers of this part.
    package let answers: [RelayAnswer]

    /// A part by its parts.
    package init(number: String, sequence: Int, isLast: Bool, answers: [RelayAnswer]) {
        self.number = number
        self.sequence = sequence
        self.isLast = isLast
        self.answers = answers
    }

    /// Reads a part from the bytes on the line and checks that it answers what was asked.
    ///
    /// Throws every fault at once. Nothing of a faulty part is used: a wrong answer is no answer, and least of all
    /// "no asset".
    package init(checking bytes: [UInt8], for question: RelayQuestion) throws(RelayFault) {
        let part: RelayPart
        do {
            part = try JSONDecoder().decode(RelayPart.self, from: Data(bytes))
        } catch {
            throw RelayFault(["回复不是约定格式的 JSON。"])
        }
        let faults = part.faults(for: question)
        guard faults.isEmpty else { throw RelayFault(faults) }
        self = part
    }

    private func faults(for question: RelayQuestion) -> [String] {
        var faults: [String] = []
        if number != question.number { faults.append("回复的是 \(number)，不是 \(question.number)。") }
        if sequence < 1 { faults.append("回复的序号 \(sequence) 应从 1 起。") }
        let asked = Set(question.pairs)
        var seen: Set<RelayPair> = []
        for answer in answers {
            let name = "\(answer.person)／\(answer.item)"
            if !asked.contains(answer.pair) { faults.append("\(name)：没有问过。") }
            if !seen.insert(answer.pair).inserted { faults.append("\(name)：同一份回复里出现两次。") }
            switch answer.status {
            case .hit, .nameMismatch:
                if answer.records.isEmpty { faults.append("\(name)：说有记录，却没有给出记录。") }
                if answer.asOf == nil { faults.append("\(name)：没有写数据截至哪一天。") }
            case .noHit:
                if !answer.records.isEmpty { faults.append("\(name)：说没有记录，却给出了记录。") }
                if answer.asOf == nil { faults.append("\(name)：没有写数据截至哪一天，不能当作没有记录。") }
            case .noAnswer, .error:
                if !answer.records.isEmpty { faults.append("\(name)：说没有答复，却给出了记录。") }
            }
        }
        return faults
    }
}

/// Why a reply of a higher platform cannot be used; the sentences name no person.
package struct RelayFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Every fault found.
    package let faults: [String]

    /// Takes the faults.
    package init(_ faults: [String]) { self.faults = faults }

    package var description: String { faults.joined(separator: "") }
}
