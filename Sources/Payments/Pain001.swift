package import Primitives

/// A customer credit transfer to the agent bank: ISO 20022 `pain.001.001.09`, in CNY.
package struct Pain001: Hashable, Sendable {
    /// Who pays, and from where.
    package struct Debtor: Hashable, Sendable {
        package let name: String
        package let account: String
        /// The debtor's bank by its CNAPS number (12 digits).
        package let bankNumber: String

        /// A payer with an account at a bank.
        package init(name: String, account: String, bankNumber: String) {
            self.name = name
            self.account = account
            self.bankNumber = bankNumber
        }
    }

    /// The message's identification, at most 35 characters; the batch number serves.
    package let messageID: String
    package let createdAt: Instant
    package let executionDate: CivilDate
    package let debtor: Debtor
    /// What the family reads on its statement.
    package let purpose: String
    package let payments: [BankPayment]

    /// A message, refused with every problem that the bank would refuse it for.
    package init(
        messageID: String, createdAt: Instant, executionDate: CivilDate, debtor: Debtor, purpose: String,
        payments: [BankPayment]
    ) throws(BankFileRefused) {
        var problems = BankPayment.problems(in: payments, forbidden: [])
        for (index, payment) in payments.enumerated() where payment.holderName.unicodeScalars.count > 140 {
            problems.append(BankFileProblem(line: index + 1, column: "户名", "户名超过140个字符"))
        }
        if messageID.isEmpty || messageID.utf8.count > 35 || !messageID.utf8.allSatisfy(OneCardFile.isNumberByte) {
            problems.append(BankFileProblem(line: 0, "报文号应为1至35个字母、数字或连字符"))
        }
        if debtor.name.isEmpty || debtor.account.isEmpty || debtor.bankNumber.isEmpty {
            problems.append(BankFileProblem(line: 0, "付款人名称、账号和开户行行号都要填写，请在发放设置中补全"))
        }
        if purpose.isEmpty || purpose.unicodeScalars.count > 140 {
            problems.append(BankFileProblem(line: 0, "附言应为1至140个字符"))
        }
        guard problems.isEmpty else { throw BankFileRefused(problems) }
        self.messageID = messageID
        self.createdAt = createdAt
        self.executionDate = executionDate
        self.debtor = debtor
        self.purpose = purpose
        self.payments = payments
    }

    /// The message as XML text, to be written as UTF-8.
    package var text: String {
        var xml = XMLWriter()
        xml.element("Document", attribute: ("xmlns", "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09")) { xml in
            xml.element("CstmrCdtTrfInitn") { xml in
                writeHeader(to: &xml)
                xml.element("PmtInf") { xml in
                    writeDebit(to: &xml)
                    for payment in payments { write(payment, to: &xml) }
                }
            }
        }
        return xml.text
    }

    private var controlSum: String { BankPayment.total(payments).text }

    private func writeHeader(to xml: inout XMLWriter) {
        xml.element("GrpHdr") { xml in
            xml.leaf("MsgId", messageID)
            xml.leaf("CreDtTm", createdAt.iso8601)
            xml.leaf("NbOfTxs", "\(payments.count)")
            xml.leaf("CtrlSum", controlSum)
            xml.element("InitgPty") { $0.leaf("Nm", debtor.name) }
        }
    }

    private func writeDebit(to xml: inout XMLWriter) {
        xml.leaf("PmtInfId", messageID)
        xml.leaf("PmtMtd", "TRF")
        xml.leaf("BtchBookg", "true")
        xml.leaf("NbOfTxs", "\(payments.count)")
        xml.leaf("CtrlSum", controlSum)
        xml.element("ReqdExctnDt") { $0.leaf("Dt", executionDate.text) }
        xml.element("Dbtr") { $0.leaf("Nm", debtor.name) }
        writeAccount(debtor.account, as: "DbtrAcct", to: &xml)
        xml.element("DbtrAgt") { xml in
            xml.element("FinInstnId") { xml in
                xml.element("ClrSysMmbId") { xml in
                    xml.element("ClrSysId") { $0.leaf("Cd", "CNAPS") }
                    xml.leaf("MmbId", debtor.bankNumber)
                }
            }
        }
    }

    private func write(_ payment: BankPayment, to xml: inout XMLWriter) {
        xml.element("CdtTrfTxInf") { xml in
            xml.element("PmtId") { $0.leaf("EndToEndId", payment.item.text) }
            xml.element("Amt") { $0.leaf("InstdAmt", payment.amount.text, attribute: ("Ccy", "CNY")) }
            xml.element("Cdtr") { $0.leaf("Nm", payment.holderName) }
            writeAccount(payment.account.number, as: "CdtrAcct", to: &xml)
            xml.element("RmtInf") { $0.leaf("Ustrd", purpose) }
        }
    }

    private func writeAccount(_ number: String, as name: String, to xml: inout XMLWriter) {
        xml.element(name) { xml in
            xml.element("Id") { xml in
                xml.element("Othr") { $0.leaf("Id", number) }
            }
        }
    }
}
