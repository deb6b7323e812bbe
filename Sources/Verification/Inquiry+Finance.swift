import Columns
import Primitives

extension Inquiry {
    /// Deposits, securities and commercial insurance, each only of members who have authorised it.
    func askFinancialAssets() {
        let deposits = gatherAll("deposit", "id_no") { row in
            (try row.hundredths("balance") ?? 0, try self.accountEvidence(row, "acct_no", "snapshot_date"))
        }
        let saved = Quantity(total(deposits.values.map(\.0)), .fen)
        line(
            "deposit.balance", "存款余额", declared: request.declared.deposits.map { Quantity($0.fen, .fen) },
            found: deposits.answered > 0 ? saved : nil, isComplete: deposits.isComplete)
        let limit = product(product(limits.depositMonths, request.monthlyStandard.fen), Int64(people.count))
        if saved.value > limit {
            find(
                "deposit.limit", "存款超过人均规定月数的保障标准", .conflict, dataset: "deposit", observed: saved,
                limit: Quantity(limit, .fen), evidence: deposits.values.map(\.1))
        }
        let holdings = gatherAll("securities", "id_no") { row in
            (try row.hundredths("market_value") ?? 0, try self.accountEvidence(row, "broker_code", "snapshot_date"))
        }
        let held = Quantity(total(holdings.values.map(\.0)), .fen)
        line("securities.value", "证券市值", found: holdings.answered > 0 ? held : nil, isComplete: holdings.isComplete)
        if held.value > limits.securities.fen {
            find(
                "securities.limit", "证券市值超过规定限额", .conflict, dataset: "securities", observed: held,
                limit: Quantity(limits.securities.fen, .fen), evidence: holdings.values.map(\.1))
        }
        for person in people { askInsurance(person) }
    }

    private func askInsurance(_ person: Int) {
        let policies = gather("insurance", "id_no", person: person) { row in
            guard try row.has("status", "A") else { return nil as (Int64, FindingEvidence)? }
            return (try row.hundredths("annual_premium") ?? 0, FindingEvidence(row, note: try row.text("company_code")))
        }
        let premium = policies.map { Quantity(total($0.map(\.0)), .fen) }
        line("insurance.premium", "商业保险年缴保费", person: person, found: premium, isComplete: policies != nil)
        guard let policies, let premium, premium.value > limits.insurancePremium.fen else { return }
        find(
            "insurance.premium", "商业保险年缴保费较高，应核实缴费来源", .question, person: person, dataset: "insurance",
            observed: premium, limit: Quantity(limits.insurancePremium.fen, .fen), evidence: policies.map(\.1))
    }

    /// Accounts appear by their last four characters only.
    private func accountEvidence(_ row: SnapshotRow, _ column: String, _ day: String) throws -> FindingEvidence {
        FindingEvidence(row, date: try row.date(day)?.text, note: (try row.text(column)).map { "尾号 \($0.suffix(4))" })
    }
}
